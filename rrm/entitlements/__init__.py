"""Need scores become demands for items, a modality, and referrals."""
