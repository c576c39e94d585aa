/** What is wrong with a field, by the code of the rule or of the refusal, in French. */
export const fault = {
  unknown: 'Cette valeur n’est pas acceptée.',
  unknownField: 'Ce champ n’est pas attendu ici.',

  isNotEmpty: 'Ce champ est à remplir.',
  isDefined: 'Ce champ est à remplir.',
  required: 'Ce champ est à remplir.',
  isString: 'Un texte est attendu.',
  isLength: 'Ce texte est vide ou trop long.',
  minLength: 'Ce texte est trop court.',
  maxLength: 'Ce texte est trop long.',
  matches: 'La forme de cette valeur n’est pas la bonne.',
  isTimeZone: 'Ce fuseau horaire n’existe pas.',
  isEmail: 'Cette adresse n’est pas complète\u202f: il manque par exemple le @ ou le domaine.',
  isInt: 'Un nombre entier est attendu.',
  isNumber: 'Un nombre est attendu.',
  min: 'Ce nombre est trop petit.',
  max: 'Ce nombre est trop grand.',
  isIn: 'Choisissez une des valeurs proposées.',
  isUuid: 'Choisissez une fiche dans la liste.',
  isIso8601: 'Cette date n’existe pas.',
  isBoolean: 'Oui ou non est attendu.',
  isArray: 'Une liste est attendue.',
  arrayUnique: 'Chaque valeur ne peut figurer qu’une fois.',
  arrayMaxSize: 'La liste est trop longue.',
  arrayMinSize: 'La liste est trop courte.',
  isObject: 'Cette partie est incomplète.',
  nestedValidation: 'Cette partie est incomplète.',

  isDay: 'Cette date n’existe pas.',
  isPhone:
    'Ce n’est pas un numéro de téléphone\u202f: par exemple 06 12 34 56 78 ou +33 6 12 34 56 78.',
  isPostcode: 'Ce code postal n’existe pas dans ce pays.',
  isSiren:
    'Ce n’est pas un numéro SIREN\u202f: neuf chiffres, dont le dernier se calcule des autres.',
  isISO31661Alpha2: 'Choisissez un pays.',
  inFuture: 'Cette date est dans le futur.',
  tooLongAgo: 'Cette date est trop ancienne.',
  tooYoung: 'À cette date, l’âge du permis n’était pas atteint.',
  notOfThisKind: 'Ce champ ne va pas avec ce type de client.',

  CLIENT: {
    NOT_FOUND: 'Ce client n’existe pas.',
    EMAIL_TAKEN: 'Un autre client a déjà cette adresse.',
    KINDS_DIFFER: 'Une personne et une société ne se fusionnent pas.',
    LOOKS_LIKE_DUPLICATE: 'Ce client existe peut-être déjà.',
    MERGED_WITH_ITSELF: 'C’est le même client.',
    OTHER_UNKNOWN: 'Ce client n’existe pas.',
  },
  VEHICLE: {
    NOT_FOUND: 'Ce véhicule n’existe pas.',
    VIN_CHECK_DIGIT: 'Le chiffre de contrôle ne correspond pas\u202f: relisez le numéro.',
    VIN_TAKEN: 'Un autre véhicule a déjà ce numéro de série.',
    PLATE_TAKEN: 'Un autre véhicule a déjà cette immatriculation.',
    TOO_MANY_TO_FILTER: 'Trop de véhicules pour ce filtre\u202f: précisez la recherche.',
  },
  CONTRACT: {
    NUMBER_TAKEN: 'Un autre contrat a déjà ce numéro.',
    OVERLAP: 'Un autre contrat couvre déjà ce véhicule pendant cette période.',
    ENDS_BEFORE_START: 'La fin est à placer après le début.',
    VEHICLE_OF_OTHER_CLIENT: 'Ce véhicule appartient à un autre client.',
    BEFORE_LAST_CHANGE:
      'Un changement ultérieur est déjà convenu\u202f: choisissez une date après celui-ci.',
    BEFORE_OWNERSHIP: 'À cette date, le véhicule n’était pas encore à ce client.',
    BONUS_MALUS_UNKNOWN:
      'Le bonus-malus de ce contrat n’est pas connu\u202f: il ne peut pas être recalculé.',
    NOTHING_CHANGED: 'Rien ne change par rapport aux conditions actuelles.',
    NOT_A_QUOTE: 'Seul un devis se corrige ainsi.',
    NOT_AT_END: 'Un contrat avec une date de fin se renouvelle à cette date.',
    OUTSIDE_TERM: 'Cette date est hors de la durée du contrat.',
    TRANSITION_NOT_ALLOWED: 'Dans son état, le contrat ne le permet pas.',
  },
  RECORD: {
    CHANGED_MEANWHILE: 'Quelqu’un d’autre a modifié cette fiche entre-temps.',
  },
  REQUEST: {
    IDEMPOTENCY_KEY_REUSED: 'Ceci a déjà été envoyé\u202f: rechargez la page.',
  },
  AUTH: {
    WRONG_CODE: 'Ce code n’est pas le bon, ou il a expiré.',
    PASSKEY_NOT_USABLE: 'Cette clé d’accès n’a pas pu être ajoutée\u202f: recommencez.',
    METHOD_NOT_OFFERED: 'Cette méthode n’est pas proposée pour ce compte.',
  },
  DOCUMENT: {
    TOO_LARGE: 'Ce fichier est trop lourd.',
    TYPE_REFUSED: 'Seuls les PDF et les images JPEG, PNG et WebP sont acceptés.',
  },
  IMPORT: {
    TOO_LARGE: 'Ce fichier est trop lourd\u202f: 5\u202fMo au plus.',
  },
  COVERAGE: {
    INSTANT_INVALID: 'Cet instant n’existe pas.',
  },
};
