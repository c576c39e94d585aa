#pragma once

#include "fix.h"

namespace naif {

/** Hands out the fields of a sentence one after the other, cutting it up at its commas. */
class Fields {
 public:
  /** @param body of a sentence, ended by a zero */
  explicit Fields(char *body) : rest_(body) {}

  /** The next field, ended by a zero; empty when the receiver left it out, or when there are no more. */
  const char *next();

 private:
  char *rest_;
};

// How a field is read: false when it is malformed, and the sentence is then refused as a whole. An empty field is right,
// and its value is not there.

/** A decimal number without sign. Digits beyond `decimals` are cut off. @param value in units of 10^-decimals */
bool readDecimal(const char *field, uint8_t decimals, Maybe<uint32_t> &value);

/** The same with a sign. */
bool readSignedDecimal(const char *field, uint8_t decimals, Maybe<int32_t> &value);

/** Time of day `hhmmss[.sss]`, in milliseconds. A leap second's sixtieth is malformed: nothing after us can express it. */
bool readTimeOfDay(const char *field, Maybe<uint32_t> &timeOfDayMs);

/** A day of this century, `ddmmyy`. */
bool readDate(const char *field, Maybe<Date> &date);

/** `ddmm.mmmm,N,dddmm.mmmm,E`: four fields, all of them there or none. */
bool readPosition(Fields &fields, Maybe<Position> &position);

/** One character out of `allowed`; `otherwise` when the field is empty. */
bool readLetter(const char *field, const char *allowed, char otherwise, char &letter);

}  // namespace naif
