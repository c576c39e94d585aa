#include "nmea-parser.h"

#include <string.h>

namespace naif {

namespace {

// Bounds of what a vehicle may send (wire/src/sensors.dto.ts). What lies beyond is not there.
const int32_t kLowestMillimetres = -1000000;
const int32_t kHighestMillimetres = 20000000;
const uint32_t kFastestMetresPerHour = 600000;
const uint32_t kLargestCourse = 360000;
/** Receivers print 99.99 or 99.9 for "unknown". */
const uint32_t kUnknownHdop = 9900;

/** Both sentences print the same solution; 1e-4° are 11 m. More is a fault that the checksum of 8 bits let through. */
const uint32_t kSamePlaceE7 = 1000;

const uint8_t kTalkerLength = 2;

bool areApart(int32_t one, int32_t other) {
  // Without sign, because 360° have no room in the signed number.
  const uint32_t east = static_cast<uint32_t>(one > other ? one : other);
  const uint32_t west = static_cast<uint32_t>(one > other ? other : one);
  return east - west > kSamePlaceE7;
}

/** 1 knot = 1852 m/h. Not there when faster than any vehicle, which also keeps the product below 2^32. */
Maybe<uint32_t> speedOf(const Maybe<uint32_t> &milliknots) {
  Maybe<uint32_t> speed;
  if (milliknots.isThere && milliknots.value <= kFastestMetresPerHour) {
    speed.set((milliknots.value * 1852 + 500) / 1000);
  }
  if (speed.value > kFastestMetresPerHour) speed = Maybe<uint32_t>();
  return speed;
}

}  // namespace

bool NmeaParser::accept(uint8_t byte) {
  if (!reader_.accept(byte)) return false;
  Fields fields(reader_.body());
  const char *address = fields.next();
  // "$P" is a maker's own sentence.
  if (strlen(address) != kTalkerLength + 3 || address[0] == 'P') return false;
  const char *kind = address + kTalkerLength;
  if (strcmp(kind, "RMC") == 0) return acceptRmc(fields);
  if (strcmp(kind, "GGA") == 0) return acceptGga(fields);
  if (strcmp(kind, "GSA") == 0) return acceptGsa(fields);
  return false;
}

bool NmeaParser::pause() { return end(); }

/** time, status, latitude, N, longitude, E, knots, course, date, magnetic variation, its sign, mode (NMEA 2.3), … */
bool NmeaParser::acceptRmc(Fields fields) {
  Maybe<uint32_t> timeOfDayMs;
  Maybe<Position> position;
  Maybe<uint32_t> milliknots;
  Maybe<uint32_t> course;
  Maybe<Date> date;
  char status;
  if (!readTimeOfDay(fields.next(), timeOfDayMs)) return false;
  if (!readLetter(fields.next(), "AV", 'V', status)) return false;
  if (!readPosition(fields, position)) return false;
  if (!readDecimal(fields.next(), 3, milliknots)) return false;
  if (!readDecimal(fields.next(), 3, course)) return false;
  if (!readDate(fields.next(), date)) return false;
  fields.next();
  fields.next();
  const char mode = *fields.next();
  // Estimated, manual, not valid, simulated.
  const bool isValid = status == 'A' && (mode == '\0' || strchr("EMNS", mode) == nullptr);
  if (isValid && !timeOfDayMs.isThere) return false;

  const bool ended = join(kRmc, timeOfDayMs);
  if (epoch_.hasEnded) return ended;
  Fix &fix = epoch_.fix;
  if (!isValid) epoch_.isVoid = true;
  locate(position);
  fix.speedMetresPerHour = speedOf(milliknots);
  if (course.isThere && course.value <= kLargestCourse) fix.courseMillidegrees = course;
  fix.date = date;
  return endWhenComplete() || ended;
}

/** time, latitude, N, longitude, E, quality, satellites, HDOP, altitude, M, … */
bool NmeaParser::acceptGga(Fields fields) {
  Maybe<uint32_t> timeOfDayMs;
  Maybe<Position> position;
  Maybe<uint32_t> satellites;
  Maybe<uint32_t> hdop;
  Maybe<int32_t> altitude;
  char quality;
  char unit;
  if (!readTimeOfDay(fields.next(), timeOfDayMs)) return false;
  if (!readPosition(fields, position)) return false;
  if (!readLetter(fields.next(), "0123456789", '0', quality)) return false;
  if (!readDecimal(fields.next(), 0, satellites)) return false;
  if (!readDecimal(fields.next(), 2, hdop)) return false;
  if (!readSignedDecimal(fields.next(), 3, altitude)) return false;
  if (!readLetter(fields.next(), "M", 'M', unit)) return false;
  // 6 is estimated, 7 manual, 8 simulated.
  const bool isValid = strchr("0678", quality) == nullptr;
  if (isValid && !timeOfDayMs.isThere) return false;

  const bool ended = join(kGga, timeOfDayMs);
  if (epoch_.hasEnded) return ended;
  Fix &fix = epoch_.fix;
  if (!isValid) epoch_.isVoid = true;
  locate(position);
  // A receiver may print one GGA for each of its systems; the largest number is surely not too large.
  if (satellites.isThere && satellites.value <= 0xff &&
      (!fix.satellites.isThere || fix.satellites.value < satellites.value)) {
    fix.satellites.set(static_cast<uint8_t>(satellites.value));
  }
  if (hdop.isThere && hdop.value < kUnknownHdop) {
    fix.hdopHundredths.set(static_cast<uint16_t>(hdop.value));
  }
  if (altitude.isThere && altitude.value >= kLowestMillimetres &&
      altitude.value <= kHighestMillimetres) {
    fix.altitudeMillimetres = altitude;
  }
  return endWhenComplete() || ended;
}

/** how it chose, dimensions (1: no fix), satellites, … It carries no time: it belongs to the sentence before it. */
bool NmeaParser::acceptGsa(Fields fields) {
  char dimensions;
  fields.next();
  if (!readLetter(fields.next(), "123", '1', dimensions)) return false;
  if (!epoch_.hasBegun) return false;
  epoch_.kinds |= kGsa;
  if (epoch_.hasEnded) return false;
  const uint8_t number = static_cast<uint8_t>(dimensions - '0');
  if (number > epoch_.dimensions) epoch_.dimensions = number;
  return endWhenComplete();
}

/** Whether a sentence tells of the epoch that began last. Receivers that do not know the time yet leave it out. */
bool NmeaParser::belongs(Kind kind, const Maybe<uint32_t> &timeOfDayMs) const {
  if (!epoch_.hasBegun) return false;
  const Maybe<uint32_t> &ours = epoch_.fix.timeOfDayMs;
  if (ours.isThere && timeOfDayMs.isThere) return ours.value == timeOfDayMs.value;
  return (epoch_.kinds & kind) == 0;
}

/** Begins a new epoch where the sentence does not belong to the one before. True when that one ended by it. */
bool NmeaParser::join(Kind kind, const Maybe<uint32_t> &timeOfDayMs) {
  bool ended = false;
  if (!belongs(kind, timeOfDayMs)) {
    ended = end();
    if (epoch_.hasBegun) {
      expected_ = epoch_.kinds | kindsBefore_;
      kindsBefore_ = epoch_.kinds;
    }
    epoch_ = Epoch();
    epoch_.hasBegun = true;
  }
  epoch_.kinds |= kind;
  if (timeOfDayMs.isThere) epoch_.fix.timeOfDayMs = timeOfDayMs;
  return ended;
}

bool NmeaParser::endWhenComplete() {
  return (epoch_.kinds & expected_) == expected_ ? end() : false;
}

void NmeaParser::locate(const Maybe<Position> &position) {
  if (!position.isThere) return;
  Maybe<Position> &ours = epoch_.fix.position;
  if (ours.isThere && (areApart(ours.value.latitudeE7, position.value.latitudeE7) ||
                       areApart(ours.value.longitudeE7, position.value.longitudeE7))) {
    epoch_.isContradictory = true;
  }
  ours = position;
}

bool NmeaParser::end() {
  if (!epoch_.hasBegun || epoch_.hasEnded) return false;
  epoch_.hasEnded = true;
  const Fix &said = epoch_.fix;
  const bool isFix = !epoch_.isVoid && !epoch_.isContradictory && said.position.isThere;
  fix_ = Fix();
  if (!isFix || epoch_.dimensions == 1) {
    fix_.satellites = said.satellites;
    return true;
  }
  fix_ = said;
  if (!said.date.isThere) fix_.timeOfDayMs = Maybe<uint32_t>();
  // Without GSA an altitude tells three dimensions from two, as in gpsd. In two it is an old one.
  const bool isThreeD =
      epoch_.dimensions == 0 ? said.altitudeMillimetres.isThere : epoch_.dimensions == 3;
  fix_.kind = isThreeD ? FixKind::ThreeD : FixKind::TwoD;
  if (!isThreeD) fix_.altitudeMillimetres = Maybe<int32_t>();
  return true;
}

}  // namespace naif
