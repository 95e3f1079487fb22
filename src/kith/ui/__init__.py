"""How Kith looks: base pages, components, form fields, pictures and the gallery that shows them all."""
