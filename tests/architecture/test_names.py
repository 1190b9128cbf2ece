"""The classes of the domain carry the names of the ontology, or are values without a counterpart."""

import ast

from rdflib import OWL, RDF, Graph

from .bronnen import ROOT, parse, python_files

VALUES = {
    "Waarde",  # the base of all values
    # how a list or an answer shows things
    *(
        "Kwalificatiekort",
        "Competentiekort",
        "Niveau",
        "Leerplaatsschema",
        "Domeinstap",
        "DeelkwalificatieRef",
    ),
    *("Leerlingental", "Schoolverlaters", "IscedCode"),
    # the request, the task and the bounds of the builder, and what it answers
    *("Bouwvraag", "Plaatsvraag", "Trajectopdracht", "Bouwgrenzen", "Periodegrens", "Deelgrens", "Plaatsing"),
    *("Volgorde", "Bouwresultaat", "Doelresultaat", "Urenafwijking", "Bevinding"),
    # what a share check says on one day, and does not keep
    *("Aandeel", "Bijdrage", "Toets", "Aandeelcontrole", "Overeenkomst"),
    # a change of a trajectory and the difference that it makes, which are not kept
    *("Aanpassing", "Toetsverschil", "Deelplaats", "Verplaatsing", "Uitweg", "Verschil"),
    # networks and comparisons, which are computed and not kept
    *("Structuur", "Structuurpunt", "Overlap", "Competentiepaar", "Restcompetentie", "Verkorting"),
    *("Vergelijking", "Zijde", "Urenpaar", "Aandeelpaar", "Normpaar", "Onderdeelpaar"),
    # a question about workplaces and its answer, which are not kept
    *("Punt", "Leerlingvraag", "Dekkingsvraag", "Competentiedekking", "Contextdekking", "Dekking"),
    *("Vestigingscombinatie", "Leerlingplaatsing", "Verdelingsdoel", "Leerlingverdeling"),
    # a request for an individual trajectory and the parts of its answer, which are not kept
    *("Bewijs", "Vrijstellingsregels", "Individuelevraag", "Onderdeelrest", "Individueleperiode"),
    *("Aandeelpaar", "Bereikbaarbewijs", "Waarschuwing"),
    # the school calendar, which is computed and not kept
    *("Kalender", "Schooljaar", "Tijdvak", "Vakantie", "Vrijedag", "Kalenderperiode", "Schoolafwijking"),
    # the general planning problem and its answer, which are read from a file and not kept
    *("Planningsprobleem", "Planningsperiode", "Planningsplaats", "Planningsitem", "Itemplaats"),
    *("Itemvolgorde", "Itemplaatsing", "Itemgroep", "Capaciteit", "Aandeelnorm", "Planningsplaatsing"),
    # what a shape refuses of a value
    "Vormfout",
    # what a backup says of itself
    *("Reservekopie", "Kopiebestand"),
    *("Planningsantwoord", "Planningsdoel", "Planningsreden", "Periodebelasting"),
    # why a placement is where it is, and what a proof was found to hold, which are not kept
    *("Doelkost", "Alternatief", "Grond", "Plaatsingsuitleg", "Onderdeeluitleg"),
    *("Doelcontrole", "Narekening"),
    # why a norm is not reached and the smallest changes that reach it, which are computed and not kept
    *("Feit", "Speelruimte", "Hoogste", "Weekregel", "Opheffing", "Certificaat", "Blokkering", "Uitleg"),
    *(
        "Hoogsteplaats",
        "Trajectuitleg",
        "Uitlegvraag",
        "Wijziging",
        "Kost",
        "Herstel",
        "Herstelplan",
        "Trajectherstel",
    ),
    *("Nazicht", "Feitcontrole", "Setcontrole", "Hoogstecontrole", "Uitlegnazicht"),
    # parts of a trajectory that the graph splits over the trajectory itself
    *("Trajectkader", "Onderdeel"),
}
"""Classes of the domain without an owl:Class of that name, with the reason."""


def classes_of_the_domain() -> set[str]:
    return {
        node.name
        for path in python_files("kwalificatiegraaf/domain")
        for node in parse(path).body
        if isinstance(node, ast.ClassDef) and node.bases and not node.name.startswith("_")
    }


def classes_of_the_ontology() -> set[str]:
    graph = Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        graph.parse(path)
    return {str(iri).rpartition("#")[2] for iri in graph.subjects(RDF.type, OWL.Class)}


def test_every_domain_class_is_a_class_of_the_ontology_or_a_listed_value():
    assert classes_of_the_domain() - classes_of_the_ontology() - VALUES == set()


def test_the_list_of_values_holds_nothing_else():
    assert VALUES - classes_of_the_domain() == set()
    assert VALUES & classes_of_the_ontology() == set()
