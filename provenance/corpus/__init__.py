"""Collections of documents: where inputs come from. Files now; rows and archives are further files here."""
