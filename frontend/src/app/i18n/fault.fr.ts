/** What is wrong with a field, by the code of the rule or of the refusal, in French. */
export const fault = {
  unknown: 'Cette valeur n’est pas acceptée.',
  unknownField: 'Ce champ n’est pas attendu ici.',

  isNotEmpty: 'Ce champ est à remplir.',
  isDefined: 'Ce champ est à remplir.',
  empty: 'Ce fichier est vide.',
  oneFile: 'Un seul fichier à la fois.',
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
    MERGED: 'Ce client a été fusionné avec un autre.',
    MERGED_WITH_ITSELF: 'C’est le même client.',
    OTHER_UNKNOWN: 'Ce client n’existe pas.',
    RESPONSIBLE_UNKNOWN: 'Choisissez quelqu’un dont le compte est ouvert.',
    RESPONSIBLE_NOT_YOURS: 'Seule l’administration change de gestionnaire.',
  },
  PORTFOLIO: {
    SUCCESSOR_UNKNOWN: 'Choisissez quelqu’un dont le compte est ouvert.',
    SUCCESSOR_SAME: 'C’est la même personne.',
    PREDECESSOR_UNKNOWN: 'Choisissez quelqu’un de l’équipe.',
  },
  HANDOVER: {
    ENDS_BEFORE_START: 'Le dernier jour précède le premier.',
    OVERLAPS: 'Un de ces jours, ce remplacement existe déjà.',
  },
  VEHICLE: {
    NOT_FOUND: 'Ce véhicule n’existe pas.',
    VIN_CHECK_DIGIT: 'Le chiffre de contrôle ne correspond pas\u202f: relisez le numéro.',
    VIN_TAKEN: 'Un autre véhicule a déjà ce numéro de série.',
    PLATE_TAKEN: 'Un autre véhicule a déjà cette immatriculation.',
    PLATE_FORM:
      'Ce n’est pas une immatriculation française\u202f: AA-123-AA, ou 123 ABC 75 avant 2009. Sinon, choisissez son pays.',
    PLATE_LETTERS: 'Les plaques françaises n’ont ni I, ni O, ni U, ni la paire SS.',
    PLATE_NUMBER: 'Le numéro 0 n’est pas attribué.',
    PLATE_DEPARTMENT: 'Ce département n’existe pas.',
    REGISTRATION_AHEAD: 'Cette date est dans le futur.',
    INSPECTION_BEFORE_REGISTRATION:
      'Le contrôle ne peut pas être dû avant la première immatriculation.',
    OWNER_SAME: 'Le véhicule appartient déjà à ce client.',
    OWNER_SINCE_AHEAD: 'Un changement de propriétaire se saisit quand il a eu lieu.',
    OWNER_SINCE_BEFORE_FORMER:
      'Le propriétaire actuel n’avait pas encore le véhicule à cette date.',
    OWNER_STILL_INSURED:
      'Un contrat du propriétaire actuel court au-delà de cette date\u202f: résiliez-le d’abord.',
    MILEAGE_AHEAD: 'Cette date est dans le futur.',
    MILEAGE_TAKEN: 'Cette source a déjà un relevé pour ce jour.',
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
  ACCOUNT: {
    PORTFOLIO_OF_EMPLOYEES: 'Seul un compte de l’équipe peut être limité à son portefeuille.',
    ALREADY_ACCEPTED: 'Cette invitation a déjà été acceptée.',
    CLIENT_MISSING: 'Choisissez le client dont c’est le compte.',
    CLIENT_NOT_MEANT: 'Seul le compte d’un client appartient à un client.',
    CLIENT_UNKNOWN: 'Ce client n’existe pas.',
    CLOSED: 'Ce compte est fermé\u202f: rouvrez-le d’abord.',
    EMAIL_TAKEN: 'Un autre compte a déjà cette adresse.',
    LAST_ADMIN: 'C’est le dernier administrateur\u202f: nommez-en d’abord un autre.',
    OWN_ACCOUNT: 'Vous ne pouvez ni fermer votre propre compte ni changer son rôle.',
    ROLE_FIXED:
      'Le compte d’un client et celui d’un collaborateur ne se changent pas l’un en l’autre.',
    SESSION_NOT_FOUND: 'Cette session est déjà fermée.',
  },
  MAIL: {
    NOT_CONFIGURED:
      'Ce serveur ne peut pas envoyer d’e-mail\u202f: son exploitant doit le configurer.',
    NOT_TAKEN: 'L’e-mail n’a pas pu être envoyé. Réessayez dans une minute.',
  },
  AUTH: {
    WRONG_PASSWORD: 'Ce n’est pas votre mot de passe actuel.',
    PASSWORD_KNOWN:
      'Ce mot de passe figure sur les listes que les pirates essaient en premier\u202f: choisissez-en un autre.',
    PASSWORD_WEAK:
      'Ce mot de passe se devine\u202f: ajoutez des mots sans rapport entre eux, et rien sur vous.',
    PASSWORD_UNCHANGED: 'C’est votre mot de passe actuel.',
    NO_PENDING_AUTHENTICATOR: 'Trop de temps a passé\u202f: recommencez.',
    NO_SECOND_FACTOR: 'Rien n’est encore configuré.',
    PASSKEY_NEEDS_NAME: 'Les clés d’accès ne fonctionnent qu’à un nom, pas à une adresse IP.',
    PASSKEY_REFUSED: 'Cette clé d’accès n’a pas été acceptée. Réessayez.',
    PASSKEY_TAKEN: 'Cette clé d’accès est déjà enregistrée.',
    PASSKEY_NOT_FOUND: 'Cette clé d’accès n’existe plus.',
    TOO_MANY_PASSKEYS: 'Supprimez une clé d’accès avant d’en ajouter une autre.',
    WRONG_CODE: 'Ce code n’est pas le bon, ou il a expiré.',
    PASSKEY_NOT_USABLE: 'Cette clé d’accès n’a pas pu être ajoutée\u202f: recommencez.',
    METHOD_NOT_OFFERED: 'Cette méthode n’est pas proposée pour ce compte.',
  },
  DOCUMENT: {
    TOO_LARGE: 'Ce fichier est trop lourd.',
    TOO_MANY: 'Ce client a déjà autant de documents que possible.',
    FORM_BROKEN: 'L’envoi a été interrompu. Réessayez.',
    TYPE_REFUSED: 'Seuls les PDF et les images JPEG, PNG et WebP sont acceptés.',
  },
  DRIVER: {
    TOO_MANY: 'Ce client a déjà autant de conducteurs que possible.',
  },
  STORE: {
    UNAVAILABLE: 'Le stockage des documents ne répond pas. Réessayez dans un instant.',
  },
  COVERAGE: {
    INSTANT_INVALID: 'Cet instant n’existe pas.',
  },
};
