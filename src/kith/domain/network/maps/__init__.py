"""The drawings of a network: each a view of plain values, a picture, table rows and a sentence."""
