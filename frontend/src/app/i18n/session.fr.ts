/** Words of the login page and of what may go wrong with a session, in French. */
export const session = {
  title: 'Connexion',
  lead: 'La flotte assurée, en direct.',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  showPassword: 'Afficher le mot de passe',
  hidePassword: 'Masquer le mot de passe',
  submit: 'Se connecter',
  submitting: 'Connexion…',
  help: 'Pas encore d’accès, ou mot de passe oublié\u202f? Votre administrateur vous aide.',
  emailMissing: 'Saisissez votre adresse e-mail.',
  emailMalformed:
    'Cette adresse n’est pas complète\u202f: il manque par exemple le @ ou le domaine.',
  passwordMissing: 'Saisissez votre mot de passe.',
  wrong: 'L’adresse ou le mot de passe ne correspond pas. Vérifiez les deux et réessayez.',
  throttled: 'Trop d’essais à la suite. Réessayez dans {{ wait }}.',
  unreachable: 'NAIF Control ne répond pas. Vérifiez votre connexion et réessayez.',
  offline: 'Vous êtes hors ligne. Reconnectez-vous à Internet, puis réessayez.',
  failed:
    'La connexion n’a pas abouti. Réessayez\u202f; si cela se reproduit, prévenez le support.',
  expired: 'Votre session a expiré. Reconnectez-vous pour continuer où vous en étiez.',
  revoked:
    'Cette session a été fermée depuis un autre appareil ou par un administrateur. Reconnectez-vous pour continuer où vous en étiez.',
  unreachableTitle: 'NAIF Control ne répond pas',
  unreachableText:
    'Le serveur n’est pas joignable pour le moment. La page réessaie toute seule et s’ouvrira dès qu’il répond.',
  factor: {
    title: 'Vérification en deux étapes',
    code: 'Code',
    lead: {
      totp: 'Saisissez le code à six chiffres de votre application d’authentification.',
      email: 'Saisissez le code à six chiffres que nous vous envoyons par e-mail.',
      emailSent: 'Saisissez le code à six chiffres envoyé à {{ address }}. Il vaut dix minutes.',
      recovery: 'Saisissez un de vos codes de secours. Chacun ne sert qu’une fois.',
    },
    use: {
      totp: 'Utiliser l’application',
      email: 'Recevoir un code par e-mail',
      recovery: 'Utiliser un code de secours',
    },
    again: 'Renvoyer un code',
    remember: 'Ne plus demander sur cet appareil pendant 30 jours',
    submit: 'Vérifier',
    back: 'Revenir à la connexion',
    missing: 'Saisissez le code.',
    wrong: 'Ce code n’est pas le bon, ou il a déjà servi. Vérifiez-le et réessayez.',
  },
};
