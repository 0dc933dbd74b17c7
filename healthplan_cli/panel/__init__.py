"""Many regions at once: their sheets and targets read (`reading`, `values`, `plans`), judged in one go, summed up (`summary`)."""
