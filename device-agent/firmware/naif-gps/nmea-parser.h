#pragma once

#include "fix.h"
#include "nmea-fields.h"
#include "nmea-sentence.h"

namespace naif {

/**
 * Makes fixes of a receiver's NMEA 0183: RMC (time, date, position, speed, course), GGA (position, altitude, satellites,
 * HDOP) and GSA (2D or 3D) of any talker (GP, GN, GL, GA, …). All other sentences are passed over.
 *
 * A receiver tells of one instant, an epoch, in several sentences. An epoch ends when all kinds of sentence have come that
 * the two epochs before it had (one sentence may be lost); when the next one begins; or when the receiver pauses (the
 * caller says so). No value of one epoch is carried into the next.
 *
 * There is a fix only where every sentence of the epoch says so: RMC status A, GGA quality of a satellite fix, GSA 2 or 3.
 * Estimated (dead reckoning), manual and simulated positions are none.
 */
class NmeaParser {
 public:
  /** Takes the receiver's next byte. True when it ended an epoch: `fix` is another then. */
  bool accept(uint8_t byte);

  /** The receiver has paused: ends the epoch that is under way. True when there was one. */
  bool pause();

  /** The epoch that ended last. */
  const Fix &fix() const { return fix_; }

 private:
  enum Kind : uint8_t { kRmc = 1, kGga = 2, kGsa = 4, kAll = 7 };

  struct Epoch {
    bool hasBegun = false;
    bool hasEnded = false;
    /** Those that came, also after its end. */
    uint8_t kinds = 0;
    bool isVoid = false;
    /** The GSA's largest; 0 without one. */
    uint8_t dimensions = 0;
    /** RMC's and GGA's positions are not the same. */
    bool isContradictory = false;
    Fix fix;
  };

  bool acceptRmc(Fields fields);
  bool acceptGga(Fields fields);
  bool acceptGsa(Fields fields);
  bool belongs(Kind kind, const Maybe<uint32_t> &timeOfDayMs) const;
  bool join(Kind kind, const Maybe<uint32_t> &timeOfDayMs);
  bool endWhenComplete();
  void locate(const Maybe<Position> &position);
  bool end();

  SentenceReader reader_;
  Epoch epoch_;
  /** The kinds of sentence that complete an epoch. */
  uint8_t expected_ = kAll;
  /** Those of the epoch before the one that began last. */
  uint8_t kindsBefore_ = kAll;
  Fix fix_;
};

}  // namespace naif
