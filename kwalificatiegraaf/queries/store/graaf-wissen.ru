# Removes all triples of one named graph.
DELETE { GRAPH ?graaf { ?s ?p ?o } }
WHERE {
  VALUES ?graaf { UNDEF }
  GRAPH ?graaf { ?s ?p ?o }
}
