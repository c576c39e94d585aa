/*
 * The firmware's parts that know no board, as a program of this computer:
 *   parse FILE   the file's bytes as a receiver's: one reading per epoch, `millis` as large as it gets
 *   pace FILE    the file's numbers as the milliseconds at which epochs end, the last one being the end of the run:
 *                one line `ms what` for each line that falls due
 */
#include <stdio.h>
#include <string.h>

#include "../naif-gps/json-line.h"
#include "../naif-gps/nmea-parser.h"
#include "../naif-gps/report-pace.h"

namespace {

void print(const naif::NmeaParser &parser) {
  naif::Line line;
  naif::writeReading(line, 0xffffffff, &parser.fix());
  // In two pieces, as the board does it.
  const uint16_t half = line.restLength() / 2;
  fwrite(line.rest(), 1, half, stdout);
  line.sent(half);
  fwrite(line.rest(), 1, line.restLength(), stdout);
  line.sent(line.restLength());
}

void parse(FILE *file) {
  naif::NmeaParser parser;
  for (int byte = fgetc(file); byte != EOF; byte = fgetc(file)) {
    if (parser.accept(static_cast<uint8_t>(byte))) print(parser);
  }
  if (parser.pause()) print(parser);
}

const char *nameOf(naif::ReportPace::Due due) {
  switch (due) {
    case naif::ReportPace::Due::Nothing:
      return "nothing";
    case naif::ReportPace::Due::Epoch:
      return "epoch";
    case naif::ReportPace::Due::WithoutEpoch:
      return "without-epoch";
    case naif::ReportPace::Due::Silence:
      return "silence";
  }
  return "";
}

void pace(FILE *file) {
  naif::ReportPace reportPace;
  unsigned long startMs = 0;
  unsigned long nextMs = 0;
  if (fscanf(file, "%lu %lu", &startMs, &nextMs) != 2) return;
  for (unsigned long atMs = startMs;; ++atMs) {
    // The board's clock has 32 bits.
    const uint32_t nowMs = static_cast<uint32_t>(atMs);
    if (atMs == nextMs) {
      if (fscanf(file, "%lu", &nextMs) != 1) return;
      reportPace.epochEnded(nowMs);
    }
    const naif::ReportPace::Due due = reportPace.take(nowMs);
    if (due != naif::ReportPace::Due::Nothing) printf("%lu %s\n", atMs, nameOf(due));
  }
}

}  // namespace

int main(int count, char **arguments) {
  FILE *file = count == 3 ? fopen(arguments[2], "rb") : nullptr;
  if (file == nullptr) {
    fprintf(stderr, "parse FILE, or pace FILE\n");
    return 2;
  }
  if (strcmp(arguments[1], "parse") == 0) parse(file);
  if (strcmp(arguments[1], "pace") == 0) pace(file);
  fclose(file);
  return 0;
}
