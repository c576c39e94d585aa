/** Words of the fleet page and the map, in French. */
export const fleet = {
  title: 'Flotte',
  map: {
    label: 'Carte des véhicules',
    keys: 'Flèches pour déplacer, plus et moins pour zoomer, N et P pour passer d’un véhicule à l’autre, Entrée pour choisir, Échap pour relâcher. La liste à côté dit la même chose.',
    buttons: 'Commandes de la carte',
    zoomIn: 'Zoomer',
    zoomOut: 'Dézoomer',
    fit: 'Voir tous les véhicules',
    locate: 'Où je suis',
    locateFailed: 'Le navigateur n’a pas pu donner votre position.',
    fullscreen: 'Plein écran',
    fullscreenExit: 'Quitter le plein écran',
    nothing: 'Aucun véhicule dans cette vue.',
    cluster: '{{ count }} véhicules ensemble. Entrée pour les voir un à un.',
    track: 'Carte du trajet',
    fitTrack: 'Voir tout le trajet',
    legend: 'Couleur du trajet selon la vitesse, de 0 à plus de 110 km/h',
    noTrack: 'Aucune position sur cette période.',
  },
};
