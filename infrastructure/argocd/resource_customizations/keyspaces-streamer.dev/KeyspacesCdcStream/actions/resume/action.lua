-- Starts the pods again where they stood.
obj.spec.suspend = false
return obj
