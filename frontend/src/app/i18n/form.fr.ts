/** Words of forms, whatever they ask for, in French. */
export const form = {
  save: 'Enregistrer',
  saving: 'Enregistrement…',
  cancel: 'Annuler',
  show: 'Afficher',
  hide: 'Masquer',
  undo: 'Annuler l’action',
  optional: '(facultatif)',
  removeRow: 'Retirer «\u202f{{ name }}\u202f»',
  keys: 'Ctrl Entrée enregistre · Échap quitte',
  keysNext: 'Ctrl Entrée enregistre · Ctrl Maj Entrée enregistre et continue · Échap quitte',
  oneFault: 'Un point est à corriger',
  faults: '{{ count }} points sont à corriger',
  unreachable:
    'Le serveur ne répond pas\u202f: rien n’est enregistré. Votre saisie est gardée\u202f; réessayez dans un instant.',
  draft: 'Une saisie du {{ time }} n’a pas été enregistrée.',
  draftResume: 'La reprendre',
  draftDiscard: 'La supprimer',
  leaveTitle: 'Quitter sans enregistrer\u202f?',
  leaveText:
    'Ce que vous avez saisi n’est pas enregistré. Gardé comme brouillon, vous le retrouverez dans cet onglet.',
  leaveStay: 'Continuer la saisie',
  leaveKeep: 'Garder un brouillon',
  leaveDiscard: 'Tout abandonner',
  conflictTitle: 'Modifié entre-temps',
  conflictText:
    'Quelqu’un d’autre a enregistré cette fiche pendant votre saisie. Voici ce qui diffère.',
  conflictSame:
    'Quelqu’un d’autre a enregistré cette fiche pendant votre saisie, mais rien de ce que montre le formulaire ne diffère.',
  conflictField: 'Champ',
  conflictMine: 'Votre saisie',
  conflictTheirs: 'Enregistré',
  conflictTakeMine: 'Enregistrer ma saisie',
  conflictTakeTheirs: 'Reprendre ce qui est enregistré',
  typeName: 'Pour confirmer, saisissez {{ name }}',
  typeNameMismatch: 'Ce n’est pas ce nom.',
};
