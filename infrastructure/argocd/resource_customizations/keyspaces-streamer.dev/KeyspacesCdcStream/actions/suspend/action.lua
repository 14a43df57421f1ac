-- Ends the pods and keeps everything. Changes are lost when the stream is not resumed within 24 hours.
obj.spec.suspend = true
return obj
