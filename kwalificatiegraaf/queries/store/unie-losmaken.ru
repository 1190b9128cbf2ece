# Takes from the default graph what only these named graphs hold.
DELETE { ?s ?p ?o }
WHERE {
  VALUES ?graaf { UNDEF }
  GRAPH ?graaf { ?s ?p ?o }
  FILTER NOT EXISTS {
    GRAPH ?ander { ?s ?p ?o }
    FILTER (?ander NOT IN (UNDEF))
  }
}
