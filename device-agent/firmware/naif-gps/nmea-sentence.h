#pragma once

#include <stdint.h>

namespace naif {

/**
 * Cuts NMEA 0183 sentences out of a receiver's bytes: `$`, printable ASCII, `*`, two hexadecimal digits of checksum, line
 * end. A sentence without a right checksum or line end does not exist, nor does one with a foreign byte in it or one that
 * is too long; the search goes on at the next `$`.
 */
class SentenceReader {
 public:
  /**
   * Between `$` and `*`. NMEA 0183 allows 79; receivers that print more decimals go over it, none of them by so much.
   */
  static const uint8_t kMaxBody = 100;

  /** Takes the next byte. True when it ended a right sentence, which stays in `body` until the next call. */
  bool accept(uint8_t byte);

  /** The sentence between `$` and `*`, ended by a zero. The caller may cut it up. */
  char *body() { return body_; }

 private:
  enum class Expecting : uint8_t { Dollar, Body, FirstDigit, SecondDigit, LineEnd };

  void acceptBody(uint8_t byte);
  void acceptDigit(uint8_t byte, Expecting next);

  Expecting expecting_ = Expecting::Dollar;
  uint8_t length_ = 0;
  /** Exclusive or of the body's bytes. */
  uint8_t sum_ = 0;
  uint8_t claimedSum_ = 0;
  char body_[kMaxBody + 1];
};

}  // namespace naif
