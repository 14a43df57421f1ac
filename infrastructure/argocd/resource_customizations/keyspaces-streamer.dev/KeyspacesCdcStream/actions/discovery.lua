-- Which of the two actions makes sense now.
local suspended = obj.spec.suspend == true
return {
  suspend = { disabled = suspended },
  resume = { disabled = not suspended },
}
