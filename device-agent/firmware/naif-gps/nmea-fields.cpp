#include "nmea-fields.h"

#include <string.h>

namespace naif {

namespace {

const uint32_t kMsPerSecond = 1000;

bool isDigit(char character) { return character >= '0' && character <= '9'; }

uint8_t digitOf(char character) { return static_cast<uint8_t>(character - '0'); }

/** False when the number no longer fits. */
bool appendDigit(uint32_t &number, uint8_t digit) {
  const uint32_t kMost = 0xffffffff;
  if (number > (kMost - digit) / 10) return false;
  number = number * 10 + digit;
  return true;
}

/** Reads exactly `digits` digits at the start of the text: false when there are fewer. */
bool readDigits(const char *text, uint8_t digits, uint16_t &number) {
  number = 0;
  for (uint8_t i = 0; i < digits; ++i) {
    if (!isDigit(text[i])) return false;
    number = static_cast<uint16_t>(number * 10 + digitOf(text[i]));
  }
  return true;
}

bool isLeapYear(uint16_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

uint8_t daysOf(uint16_t month, uint16_t year) {
  if (month == 2) return isLeapYear(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** An angle `d…dmm.mmmm` with so many digits of degrees, in ten-millionths of a degree. */
bool readAngle(const char *field, uint8_t degreeDigits, uint16_t mostDegrees, uint32_t &angleE7) {
  const uint32_t kE7 = 10000000;
  uint16_t degrees;
  uint16_t wholeMinutes;
  if (!readDigits(field, degreeDigits, degrees)) return false;
  if (!readDigits(field + degreeDigits, 2, wholeMinutes)) return false;
  if (isDigit(field[degreeDigits + 2])) return false;
  Maybe<uint32_t> minutesE7;
  if (!readDecimal(field + degreeDigits, 7, minutesE7)) return false;
  if (degrees > mostDegrees || wholeMinutes >= 60) return false;
  // The nearest ten-millionth, half of 60 being 30: no more than 5e-8° off.
  angleE7 = degrees * kE7 + (minutesE7.value + 30) / 60;
  return angleE7 <= mostDegrees * kE7;
}

/** North or east is positive. */
bool readHemisphere(const char *field, char positive, char negative, int32_t &sign) {
  const char letters[] = {positive, negative, '\0'};
  char letter;
  if (!readLetter(field, letters, '\0', letter) || letter == '\0') return false;
  sign = letter == positive ? 1 : -1;
  return true;
}

}  // namespace

const char *Fields::next() {
  const char *field = rest_;
  while (*rest_ != '\0' && *rest_ != ',') ++rest_;
  if (*rest_ == ',') *rest_++ = '\0';
  return field;
}

bool readDecimal(const char *field, uint8_t decimals, Maybe<uint32_t> &value) {
  if (*field == '\0') return true;
  uint32_t number = 0;
  bool hasDigits = false;
  for (; isDigit(*field); ++field, hasDigits = true) {
    if (!appendDigit(number, digitOf(*field))) return false;
  }
  if (*field == '.') ++field;
  for (; decimals > 0 && isDigit(*field); ++field, --decimals, hasDigits = true) {
    if (!appendDigit(number, digitOf(*field))) return false;
  }
  while (isDigit(*field)) ++field;
  if (*field != '\0' || !hasDigits) return false;
  for (; decimals > 0; --decimals) {
    if (!appendDigit(number, 0)) return false;
  }
  value.set(number);
  return true;
}

bool readSignedDecimal(const char *field, uint8_t decimals, Maybe<int32_t> &value) {
  if (*field == '\0') return true;
  const bool isNegative = *field == '-';
  const uint32_t kMost = 0x7fffffff;
  Maybe<uint32_t> size;
  if (!readDecimal(isNegative ? field + 1 : field, decimals, size)) return false;
  if (!size.isThere || size.value > kMost) return false;
  const int32_t number = static_cast<int32_t>(size.value);
  value.set(isNegative ? -number : number);
  return true;
}

bool readTimeOfDay(const char *field, Maybe<uint32_t> &timeOfDayMs) {
  if (*field == '\0') return true;
  uint16_t hour;
  uint16_t minute;
  if (!readDigits(field, 2, hour) || hour > 23) return false;
  if (!readDigits(field + 2, 2, minute) || minute > 59) return false;
  uint16_t second;
  if (!readDigits(field + 4, 2, second) || isDigit(field[6])) return false;
  Maybe<uint32_t> secondMs;
  if (!readDecimal(field + 4, 3, secondMs) || secondMs.value >= 60 * kMsPerSecond) return false;
  const uint32_t minutes = hour * 60U + minute;
  timeOfDayMs.set(minutes * 60 * kMsPerSecond + secondMs.value);
  return true;
}

bool readDate(const char *field, Maybe<Date> &date) {
  if (*field == '\0') return true;
  uint16_t day;
  uint16_t month;
  uint16_t year;
  if (!readDigits(field, 2, day) || !readDigits(field + 2, 2, month)) return false;
  if (!readDigits(field + 4, 2, year) || field[6] != '\0') return false;
  year += 2000;
  if (month < 1 || month > 12 || day < 1 || day > daysOf(month, year)) return false;
  date.set({year, static_cast<uint8_t>(month), static_cast<uint8_t>(day)});
  return true;
}

bool readPosition(Fields &fields, Maybe<Position> &position) {
  const char *latitude = fields.next();
  const char *northOrSouth = fields.next();
  const char *longitude = fields.next();
  const char *eastOrWest = fields.next();
  if (*latitude == '\0' && *longitude == '\0') return true;
  uint32_t latitudeE7;
  uint32_t longitudeE7;
  int32_t north;
  int32_t east;
  if (!readAngle(latitude, 2, 90, latitudeE7)) return false;
  if (!readAngle(longitude, 3, 180, longitudeE7)) return false;
  if (!readHemisphere(northOrSouth, 'N', 'S', north)) return false;
  if (!readHemisphere(eastOrWest, 'E', 'W', east)) return false;
  position.set(
      {north * static_cast<int32_t>(latitudeE7), east * static_cast<int32_t>(longitudeE7)});
  return true;
}

bool readLetter(const char *field, const char *allowed, char otherwise, char &letter) {
  letter = *field == '\0' ? otherwise : *field;
  if (*field == '\0') return true;
  return field[1] == '\0' && strchr(allowed, *field) != nullptr;
}

}  // namespace naif
