# Notes what named graphs hold, as triples that an operation may touch.
INSERT { GRAPH <urn:kwalificatiegraaf:geraakt> { ?s ?p ?o } }
WHERE {
  VALUES ?graaf { UNDEF }
  GRAPH ?graaf { ?s ?p ?o }
}
