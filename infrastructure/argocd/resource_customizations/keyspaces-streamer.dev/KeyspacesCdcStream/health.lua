-- Health of a KeyspacesCdcStream, from the status that the operator writes. Argo CD gives no string library, so words are compared as a whole.

-- Reasons of Ready that time does not heal: a person has to change something.
local broken = {
  InvalidSpec = true, ColumnNotFound = true, EndpointNotAllowed = true, DuplicateStream = true, RegionChanged = true,
  StreamNotFound = true, SourceTableNotFound = true, CdcDisabled = true,
  TableUnusable = true, TableNotFound = true, TableLost = true, ForeignTable = true, WrongKeySchema = true,
  BucketNotFound = true, WrongBucketRegion = true, WrongBucketOwner = true,
  ImageNotFound = true, ImagePullFailed = true,
  NoFargateProfile = true, PodsRefused = true, PodConfigInvalid = true, PodsFailing = true, OutOfMemory = true,
  PodsNotReady = true, RolloutStalled = true, NameTaken = true, DriftReturns = true, ApplyFailed = true,
  AccessDenied = true, RequestRefused = true,
  ShardsHalted = true,
}

local function health(status, message)
  return { status = status, message = message }
end

local conditions = {}
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    conditions[condition.type] = condition
  end
end
local ready = conditions.Ready
local risk = conditions.RetentionAtRisk
local at_risk = risk ~= nil and risk.status == "True"

if obj.spec ~= nil and obj.spec.suspend == true then
  if at_risk then
    return health("Suspended", risk.message)
  end
  return health("Suspended", "The stream is suspended; changes are kept by the service for 24 hours.")
end
if obj.status == nil or ready == nil then
  return health("Progressing", "The operator has not looked at the stream yet.")
end
if obj.status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "The operator has not looked at the latest spec yet.")
end
-- Lost changes stay worth a look, even where the other shards go on.
if at_risk and risk.reason == "DataTrimmed" then
  return health("Degraded", risk.message)
end
if ready.status == "True" then
  -- A backlog that is being written is no fault: alerts watch over it.
  if at_risk then
    return health("Healthy", risk.message)
  end
  return health("Healthy", ready.message)
end
if broken[ready.reason] then
  return health("Degraded", ready.message)
end
return health("Progressing", ready.message)
