#include "json-line.h"

// A constant text stays in flash memory on the AVR, whose RAM is 2 KB; elsewhere it is a text as any other.
#ifdef __AVR__
#include <avr/pgmspace.h>
#define NAIF_FLASH(text) PSTR(text)
#else
#define NAIF_FLASH(text) (text)
#endif

namespace naif {

namespace {

const uint32_t kMsPerSecond = 1000;

char flashCharacter(const char *address) {
#ifdef __AVR__
  return static_cast<char>(pgm_read_byte(address));
#else
  return *address;
#endif
}

void writeDateTime(Line &line, const Date &date, uint32_t timeOfDayMs) {
  const uint32_t second = timeOfDayMs / kMsPerSecond;
  const uint32_t milliseconds = timeOfDayMs % kMsPerSecond;
  line.appendNumber(date.year, 4);
  line.append('-');
  line.appendNumber(date.month, 2);
  line.append('-');
  line.appendNumber(date.day, 2);
  line.append('T');
  line.appendNumber(second / 3600, 2);
  line.append(':');
  line.appendNumber(second / 60 % 60, 2);
  line.append(':');
  line.appendNumber(second % 60, 2);
  // Receivers that report more than once a second.
  if (milliseconds != 0) {
    line.append('.');
    line.appendNumber(milliseconds, 3);
  }
  line.append('Z');
}

void writeFix(Line &line, const Fix &fix) {
  line.appendFlash(NAIF_FLASH(",{\"sensor\":\"gps\""));
  if (fix.satellites.isThere) {
    line.appendFlash(NAIF_FLASH(",\"satellites\":"));
    line.appendNumber(fix.satellites.value);
  }
  if (fix.position.isThere) {
    line.appendFlash(NAIF_FLASH(",\"location\":["));
    line.appendDecimal(fix.position.value.latitudeE7, 7, true);
    line.append(',');
    line.appendDecimal(fix.position.value.longitudeE7, 7, true);
    line.append(']');
  }
  if (fix.altitudeMillimetres.isThere) {
    line.appendFlash(NAIF_FLASH(",\"altitude\":"));
    line.appendDecimal(fix.altitudeMillimetres.value, 3, false);
  }
  if (fix.courseMillidegrees.isThere) {
    line.appendFlash(NAIF_FLASH(",\"course\":"));
    line.appendDecimal(static_cast<int32_t>(fix.courseMillidegrees.value), 3, false);
  }
  if (fix.speedMetresPerHour.isThere) {
    line.appendFlash(NAIF_FLASH(",\"speed\":"));
    line.appendDecimal(static_cast<int32_t>(fix.speedMetresPerHour.value), 3, false);
  }
  if (fix.date.isThere && fix.timeOfDayMs.isThere) {
    line.appendFlash(NAIF_FLASH(",\"datetime\":\""));
    writeDateTime(line, fix.date.value, fix.timeOfDayMs.value);
    line.append('"');
  }
  if (fix.hdopHundredths.isThere) {
    line.appendFlash(NAIF_FLASH(",\"hdop\":"));
    line.appendDecimal(fix.hdopHundredths.value, 2, false);
  }
  line.appendFlash(NAIF_FLASH(",\"fix\":\""));
  switch (fix.kind) {
    case FixKind::None:
      line.appendFlash(NAIF_FLASH("none"));
      break;
    case FixKind::TwoD:
      line.appendFlash(NAIF_FLASH("2d"));
      break;
    case FixKind::ThreeD:
      line.appendFlash(NAIF_FLASH("3d"));
      break;
  }
  line.appendFlash(NAIF_FLASH("\"}"));
}

}  // namespace

void Line::clear() {
  length_ = 0;
  sent_ = 0;
}

void Line::append(char character) {
  // Cannot be full: see kCapacity. A text cut off would be refused as JSON, never misread.
  if (length_ < kCapacity) text_[length_++] = character;
}

void Line::appendFlash(const char *text) {
  for (char character = flashCharacter(text); character != '\0'; character = flashCharacter(text)) {
    append(character);
    ++text;
  }
}

void Line::appendNumber(uint32_t number, uint8_t minimumDigits) {
  const uint8_t kMostDigits = 10;
  char digits[kMostDigits];
  uint8_t count = 0;
  for (; number > 0 || count < minimumDigits; number /= 10) {
    digits[count++] = static_cast<char>('0' + number % 10);
  }
  while (count > 0) append(digits[--count]);
}

void Line::appendDecimal(int32_t number, uint8_t decimals, bool keepZeros) {
  if (number < 0) append('-');
  const uint32_t bits = static_cast<uint32_t>(number);
  const uint32_t size = number < 0 ? 0 - bits : bits;
  uint32_t scale = 1;
  for (uint8_t i = 0; i < decimals; ++i) scale *= 10;
  uint32_t fraction = size % scale;
  appendNumber(size / scale);
  for (; !keepZeros && decimals > 0 && fraction % 10 == 0; --decimals) fraction /= 10;
  if (decimals == 0) return;
  append('.');
  appendNumber(fraction, decimals);
}

void Line::sent(uint16_t count) {
  sent_ += count;
  if (sent_ >= length_) clear();
}

void writeReading(Line &line, uint32_t millis, const Fix *fix) {
  line.clear();
  line.appendFlash(NAIF_FLASH("{\"sensors\":[{\"sensor\":\"arduino\",\"millis\":"));
  line.appendNumber(millis);
  line.appendFlash(NAIF_FLASH(",\"firmware\":\"" NAIF_FIRMWARE_VERSION "\"}"));
  if (fix != nullptr) writeFix(line, *fix);
  line.appendFlash(NAIF_FLASH("]}\n"));
}

}  // namespace naif
