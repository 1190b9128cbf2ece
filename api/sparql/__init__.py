"""The SPARQL 1.1 Protocol: what a request asks, in which form it is answered, and who may write."""
