#pragma once

#include <stdint.h>

namespace naif {

/**
 * Says when a line is due: with every epoch of the receiver, because the line then carries news, but once a second whatever
 * the receiver does. All times are milliseconds of a clock that may wrap.
 */
class ReportPace {
 public:
  /** What a due line says of the receiver. */
  enum class Due : uint8_t {
    Nothing,
    /** The epoch that ended last; no other line carried it. */
    Epoch,
    /** Nothing: it speaks, and only its next epoch is late. */
    WithoutEpoch,
    /** It has been silent for more than two seconds, or ever. */
    Silence,
  };

  /** An epoch has ended. */
  void epochEnded(uint32_t nowMs);

  /** What is due now, and then it is taken as done. */
  Due take(uint32_t nowMs);

 private:
  /** How long after the line before this one is due. */
  uint32_t waitMs() const;
  bool isSilent(uint32_t nowMs) const;

  bool hasReported_ = false;
  /** An epoch has ended that no line has carried. */
  bool hasNews_ = false;
  /** And so had one before it. */
  bool isFast_ = false;
  /** The receiver has spoken, and is not silent. */
  bool hasHeard_ = false;
  uint32_t reportedAtMs_ = 0;
  uint32_t heardAtMs_ = 0;
};

}  // namespace naif
