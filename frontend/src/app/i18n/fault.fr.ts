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

  CLIENT: {
    NOT_FOUND: 'Ce client n’existe pas.',
    EMAIL_TAKEN: 'Un autre client a déjà cette adresse.',
  },
  VEHICLE: {
    NOT_FOUND: 'Ce véhicule n’existe pas.',
    VIN_TAKEN: 'Un autre véhicule a déjà ce numéro de série.',
    PLATE_TAKEN: 'Un autre véhicule a déjà cette immatriculation.',
  },
  CONTRACT: {
    NUMBER_TAKEN: 'Un autre contrat a déjà ce numéro.',
    OVERLAP: 'Un autre contrat couvre déjà ce véhicule pendant cette période.',
    ENDS_BEFORE_START: 'La fin est à placer après le début.',
    VEHICLE_OF_OTHER_CLIENT: 'Ce véhicule appartient à un autre client.',
  },
  RECORD: {
    CHANGED_MEANWHILE: 'Quelqu’un d’autre a modifié cette fiche entre-temps.',
  },
};
