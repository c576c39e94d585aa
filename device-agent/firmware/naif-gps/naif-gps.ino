/*
 * NAIF Control, the board between a GPS receiver and the vehicle's computer: an Arduino Uno that reads NMEA 0183 and
 * prints one JSON object a second on its USB serial line. README.md has the wiring and the format.
 *
 * With NAIF_GPS_ON_HARDWARE_UART the receiver is read from the hardware UART instead (pin 0, which USB uses, too): for
 * simulators, and for receivers that are too fast for SoftwareSerial.
 */
#include <Arduino.h>
#include <avr/wdt.h>

#include "json-line.h"
#include "nmea-parser.h"
#include "report-pace.h"

#ifndef NAIF_GPS_ON_HARDWARE_UART
#include <SoftwareSerial.h>
#endif

namespace {

/**
 * To the computer. The agent tries 9600 baud first, and every opening of the line resets the board: a slower start at
 * another rate would buy little, as a line is a fifth of a second long. The divider of 16 MHz is 0.2 % off (2.1 % at 115200).
 */
const uint32_t kUsbBaud = 9600;

/** The longest pause inside a receiver's epoch is shorter; the pause of a receiver at 1 Hz is usually longer. */
const uint32_t kReceiverPauseMs = 250;

#ifdef NAIF_GPS_ON_HARDWARE_UART
HardwareSerial &receiver = Serial;
#else
/** What DFRobot's TEL0094 and most modules speak when new. */
const uint32_t kReceiverBaud = 9600;
const uint8_t kFromReceiverPin = 4;
const uint8_t kToReceiverPin = 3;
SoftwareSerial receiver(kFromReceiverPin, kToReceiverPin);
#endif

naif::NmeaParser parser;
naif::ReportPace pace;
naif::Line line;
uint32_t heardByteAtMs = 0;

void readReceiver(uint32_t nowMs) {
  while (receiver.available() > 0) {
    heardByteAtMs = nowMs;
    if (parser.accept(static_cast<uint8_t>(receiver.read()))) pace.epochEnded(nowMs);
  }
  if (nowMs - heardByteAtMs >= kReceiverPauseMs && parser.pause()) pace.epochEnded(nowMs);
}

void report(uint32_t nowMs) {
  const naif::Fix silence;
  switch (pace.take(nowMs)) {
    case naif::ReportPace::Due::Nothing:
      return;
    case naif::ReportPace::Due::Epoch:
      naif::writeReading(line, nowMs, &parser.fix());
      return;
    case naif::ReportPace::Due::WithoutEpoch:
      naif::writeReading(line, nowMs, nullptr);
      return;
    case naif::ReportPace::Due::Silence:
      naif::writeReading(line, nowMs, &silence);
      return;
  }
}

/** Sends as much as there is room for. Waiting would lose the receiver's bytes: SoftwareSerial keeps 64, or 66 ms. */
void send() {
  const int room = Serial.availableForWrite();
  if (room <= 0 || line.isEmpty()) return;
  const uint16_t count = min(line.restLength(), static_cast<uint16_t>(room));
  Serial.write(line.rest(), count);
  line.sent(count);
}

}  // namespace

void setup() {
  wdt_enable(WDTO_2S);
  Serial.begin(kUsbBaud);
#ifndef NAIF_GPS_ON_HARDWARE_UART
  receiver.begin(kReceiverBaud);
#endif
}

void loop() {
  wdt_reset();
  const uint32_t nowMs = millis();
  readReceiver(nowMs);
  // The longest line takes 0.3 s, and lines are 0.9 s apart.
  if (line.isEmpty()) report(nowMs);
  send();
}
