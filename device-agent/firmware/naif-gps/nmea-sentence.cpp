#include "nmea-sentence.h"

namespace naif {

namespace {

const uint8_t kNotADigit = 0xff;

uint8_t hexadecimal(uint8_t byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  return kNotADigit;
}

}  // namespace

bool SentenceReader::accept(uint8_t byte) {
  if (byte == '$') {
    expecting_ = Expecting::Body;
    length_ = 0;
    sum_ = 0;
    claimedSum_ = 0;
    return false;
  }
  switch (expecting_) {
    case Expecting::Dollar:
      return false;
    case Expecting::Body:
      acceptBody(byte);
      return false;
    case Expecting::FirstDigit:
      acceptDigit(byte, Expecting::SecondDigit);
      return false;
    case Expecting::SecondDigit:
      acceptDigit(byte, Expecting::LineEnd);
      return false;
    case Expecting::LineEnd:
      expecting_ = Expecting::Dollar;
      return (byte == '\r' || byte == '\n') && claimedSum_ == sum_;
  }
  return false;
}

void SentenceReader::acceptBody(uint8_t byte) {
  if (byte == '*') {
    body_[length_] = '\0';
    expecting_ = Expecting::FirstDigit;
    return;
  }
  if (byte < ' ' || byte > '~' || length_ == kMaxBody) {
    expecting_ = Expecting::Dollar;
    return;
  }
  sum_ ^= byte;
  body_[length_++] = static_cast<char>(byte);
}

void SentenceReader::acceptDigit(uint8_t byte, Expecting next) {
  const uint8_t digit = hexadecimal(byte);
  claimedSum_ = static_cast<uint8_t>(claimedSum_ << 4) | digit;
  expecting_ = digit == kNotADigit ? Expecting::Dollar : next;
}

}  // namespace naif
