# Ends the whole request where a graph does not exist: only then the one that is created is there already.
INSERT { GRAPH <urn:kwalificatiegraaf:ontbreekt> { ?graaf ?graaf ?graaf } }
WHERE {
  VALUES ?graaf { UNDEF }
  FILTER NOT EXISTS { GRAPH ?graaf {} }
} ;
CREATE GRAPH <urn:kwalificatiegraaf:ontbreekt> ;
DROP GRAPH <urn:kwalificatiegraaf:ontbreekt>
