#pragma once

#include "fix.h"

namespace naif {

/** What the board reports as `firmware`. */
#define NAIF_FIRMWARE_VERSION "1.0.0"

/** A line of text of bounded length, to be sent piece by piece. */
class Line {
 public:
  /** The longest reading, which test/nmea-parser.spec.mts prints, has 262 bytes. */
  static const uint16_t kCapacity = 288;

  void clear();
  void append(char character);
  /** A text in the AVR's flash memory, made with `NAIF_FLASH`. */
  void appendFlash(const char *text);
  void appendNumber(uint32_t number, uint8_t minimumDigits = 1);
  /** @param number in units of 10^-decimals; `keepZeros` prints all decimals, otherwise those that say something */
  void appendDecimal(int32_t number, uint8_t decimals, bool keepZeros);

  bool isEmpty() const { return length_ == 0; }
  /** What was not sent yet. */
  const char *rest() const { return text_ + sent_; }
  uint16_t restLength() const { return length_ - sent_; }
  /** So many characters have been sent; after the last one the line is empty. */
  void sent(uint16_t count);

 private:
  char text_[kCapacity];
  uint16_t length_ = 0;
  uint16_t sent_ = 0;
};

/**
 * Writes the board's reading as one JSON object and a line end.
 * @param millis since the board began
 * @param fix what the receiver said since the line before this one; null when it has not spoken since
 */
void writeReading(Line &line, uint32_t millis, const Fix *fix);

}  // namespace naif
