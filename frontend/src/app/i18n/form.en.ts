import type { form as french } from './form.fr';

/** Words of forms, whatever they ask for, in English. */
export const form: typeof french = {
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  show: 'Show',
  hide: 'Hide',
  undo: 'Undo',
  optional: '(optional)',
  removeRow: 'Remove “{{ name }}”',
  keys: 'Ctrl Enter saves · Esc leaves',
  keysNext: 'Ctrl Enter saves · Ctrl Shift Enter saves and goes on · Esc leaves',
  oneFault: 'One thing needs correcting',
  faults: '{{ count }} things need correcting',
  unreachable:
    'The server does not answer: nothing is saved. What you entered is kept; try again in a moment.',
  draft: 'What you entered on {{ time }} was not saved.',
  draftResume: 'Take it up again',
  draftDiscard: 'Delete it',
  leaveTitle: 'Leave without saving?',
  leaveText: 'What you entered is not saved. Kept as a draft, you will find it again in this tab.',
  leaveStay: 'Keep editing',
  leaveKeep: 'Keep a draft',
  leaveDiscard: 'Discard everything',
  conflictTitle: 'Changed meanwhile',
  conflictText: 'Somebody else saved this record while you were editing. This is what differs.',
  conflictSame:
    'Somebody else saved this record while you were editing, but nothing that the form shows differs.',
  conflictField: 'Field',
  conflictMine: 'What you entered',
  conflictTheirs: 'What is saved',
  conflictTakeMine: 'Save what I entered',
  conflictTakeTheirs: 'Take what is saved',
  typeName: 'To confirm, type {{ name }}',
  typeNameMismatch: 'This is not that name.',
};
