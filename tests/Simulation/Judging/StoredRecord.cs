namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>A record as an object holds it.</summary>
/// <param name="Number">Its sequence number, without zeros in front.</param>
/// <param name="Text">Every text that stands in it, one after the other.</param>
internal readonly record struct StoredRecord(string Number, string Text);
