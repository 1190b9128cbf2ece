# Makes the default graph right again for the triples that were touched, and forgets these.
DELETE { ?s ?p ?o }
WHERE {
  GRAPH <urn:kwalificatiegraaf:geraakt> { ?s ?p ?o }
  FILTER NOT EXISTS { GRAPH ?graaf { ?s ?p ?o } FILTER (?graaf != <urn:kwalificatiegraaf:geraakt>) }
} ;
INSERT { ?s ?p ?o }
WHERE {
  GRAPH <urn:kwalificatiegraaf:geraakt> { ?s ?p ?o }
  FILTER EXISTS { GRAPH ?graaf { ?s ?p ?o } FILTER (?graaf != <urn:kwalificatiegraaf:geraakt>) }
} ;
DROP SILENT GRAPH <urn:kwalificatiegraaf:geraakt>
