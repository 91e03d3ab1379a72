"""Who trains the same network: one file each, all with the same small interface (``peer.py``)."""
