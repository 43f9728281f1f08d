"""The training centre: synthetic people, invented places, real generic names; deterministic and quick to make."""
