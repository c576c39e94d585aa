#include "report-pace.h"

namespace naif {

namespace {

const uint32_t kPeriodMs = 1000;
/**
 * An epoch waits only so long after the line before it: lines that fell into step with the board's own seconds come into
 * step with the receiver's again, a tenth of a second each.
 */
const uint32_t kClosestMs = 900;
/** While the receiver speaks, its epoch may be so late before a line goes without. */
const uint32_t kPatienceMs = 1200;
const uint32_t kSilenceMs = 2000;

}  // namespace

void ReportPace::epochEnded(uint32_t nowMs) {
  // A receiver of several epochs a second: each line carries the newest, once a second.
  isFast_ = hasNews_;
  hasNews_ = true;
  hasHeard_ = true;
  heardAtMs_ = nowMs;
}

ReportPace::Due ReportPace::take(uint32_t nowMs) {
  if (isSilent(nowMs)) hasHeard_ = false;
  if (hasReported_ && nowMs - reportedAtMs_ < waitMs()) return Due::Nothing;
  const Due due = hasNews_ ? Due::Epoch : hasHeard_ ? Due::WithoutEpoch : Due::Silence;
  hasReported_ = true;
  hasNews_ = false;
  reportedAtMs_ = nowMs;
  return due;
}

uint32_t ReportPace::waitMs() const {
  if (hasNews_) return isFast_ ? kPeriodMs : kClosestMs;
  return hasHeard_ ? kPatienceMs : kPeriodMs;
}

bool ReportPace::isSilent(uint32_t nowMs) const { return nowMs - heardAtMs_ > kSilenceMs; }

}  // namespace naif
