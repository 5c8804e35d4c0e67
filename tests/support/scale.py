"""How much is tried: a sample in `make test`, and many times that in `make proofs`."""

import os

PROOFS = bool(os.environ.get("CLSSA_PROOFS"))
SCALE = 5 if PROOFS else 1
