# Takes from the default graph what no named graph holds any more.
DELETE { ?s ?p ?o }
WHERE {
  ?s ?p ?o
  FILTER NOT EXISTS { GRAPH ?graaf { ?s ?p ?o } }
}
