"""Training steps of small networks beside every framework that people use for them: ``command`` has the options."""
