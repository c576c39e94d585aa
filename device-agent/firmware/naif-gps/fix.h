#pragma once

#include <stdint.h>

namespace naif {

/** A value that the receiver may leave out. What is not there is never zero. */
template <typename T>
struct Maybe {
  bool isThere = false;
  T value{};

  void set(const T &newValue) {
    isThere = true;
    value = newValue;
  }
};

/** Degrees, WGS 84, in ten-millionths (about a centimetre): north and east are positive. */
struct Position {
  int32_t latitudeE7;
  int32_t longitudeE7;
};

/** A day of the receiver's calendar, UTC. */
struct Date {
  uint16_t year;
  uint8_t month;
  uint8_t day;
};

/** What a receiver knows of where it is. */
enum class FixKind : uint8_t { None, TwoD, ThreeD };

/**
 * What a receiver said of one instant. Integers throughout: a float of the AVR has 24 bits, which is two metres of
 * longitude.
 */
struct Fix {
  FixKind kind = FixKind::None;
  /** Satellites used; known without a fix, too. */
  Maybe<uint8_t> satellites;
  // All below only with a fix.
  Maybe<Position> position;
  /** Above mean sea level. */
  Maybe<int32_t> altitudeMillimetres;
  /** Over ground, from true north. */
  Maybe<uint32_t> courseMillidegrees;
  /** Over ground. */
  Maybe<uint32_t> speedMetresPerHour;
  Maybe<uint16_t> hdopHundredths;
  /** UTC; the time of day is that of `date`. */
  Maybe<Date> date;
  Maybe<uint32_t> timeOfDayMs;
};

}  // namespace naif
