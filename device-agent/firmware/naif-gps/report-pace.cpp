#include "report-pace.h"

namespace naif {

namespace {

const uint32_t kPeriodMs = 1000;
/** An epoch may come so much before its time: a receiver of 5 Hz still gets one line a second. */
const uint32_t kClosestMs = 900;
/** While the receiver speaks, its epoch may be so late before a line goes without. */
const uint32_t kPatienceMs = 1200;
const uint32_t kSilenceMs = 2000;

}  // namespace

void ReportPace::epochEnded(uint32_t nowMs) {
  hasNews_ = true;
  hasHeard_ = true;
  heardAtMs_ = nowMs;
}

ReportPace::Due ReportPace::take(uint32_t nowMs) {
  if (isSilent(nowMs)) hasHeard_ = false;
  const uint32_t waitMs = hasNews_ ? kClosestMs : hasHeard_ ? kPatienceMs : kPeriodMs;
  if (hasReported_ && nowMs - reportedAtMs_ < waitMs) return Due::Nothing;
  const Due due = hasNews_ ? Due::Epoch : hasHeard_ ? Due::WithoutEpoch : Due::Silence;
  hasReported_ = true;
  hasNews_ = false;
  reportedAtMs_ = nowMs;
  return due;
}

bool ReportPace::isSilent(uint32_t nowMs) const { return nowMs - heardAtMs_ > kSilenceMs; }

}  // namespace naif
