"""Reading from-scratch training code: run it recorded, recover its network, match every value, name what is wrong."""
