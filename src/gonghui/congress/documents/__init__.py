"""The papers of one meeting, filled from its records: what each needs is read here and nowhere else."""
