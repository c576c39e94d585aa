import { inspectionState } from './inspection';

it.each([
  ['2026-11-23', 'overdue', 1],
  ['2026-11-24', 'soon', 0],
  ['2027-01-23', 'soon', 60],
  ['2027-01-24', 'fine', 61],
])('an inspection due on %s is %s', (dueOn, urgency, days) => {
  expect(inspectionState(dueOn, '2026-11-24')).toEqual({ urgency, days });
});
