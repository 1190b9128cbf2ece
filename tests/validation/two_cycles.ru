# Adds a cycle of two competences and one that needs itself.
PREFIX kg: <https://w3id.org/kwalificatiegraaf/ns#>
BASE <https://w3id.org/kwalificatiegraaf/id/>
DELETE WHERE { <competentie/BK-0090-2.07> kg:rechtstreekseVoorkennis ?voorkennis } ;
INSERT DATA {
  <competentie/BK-0090-2.01> kg:rechtstreekseVoorkennis <competentie/BK-0090-2.04> .
  <competentie/BK-0090-2.07> kg:rechtstreekseVoorkennis <competentie/BK-0090-2.07>
}
