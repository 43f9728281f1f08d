"""The training centre: synthetic people, invented places, real generic names; deterministic and quick to make."""

from counter.training.centre import build_centre
from counter.training.sample_claims import demo_claim, demo_stay
from counter.training.tray import TrayFace, id_documents, tray_faces

__all__ = ["TrayFace", "build_centre", "demo_claim", "demo_stay", "id_documents", "tray_faces"]
