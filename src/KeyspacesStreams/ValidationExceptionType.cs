using Amazon.Runtime;

namespace Amazon.KeyspacesStreams;

/// <summary>Why a request was refused; is in <c>ErrorCode</c> of a <see cref="Model.ValidationException"/>.</summary>
public class ValidationExceptionType : ConstantClass
{
    /// <summary>The iterator is older than 15 minutes: ask for a new one after the last record read.</summary>
    public static readonly ValidationExceptionType ExpiredIterator = new("ExpiredIterator");

    /// <summary>The page token is too old: begin the listing again.</summary>
    public static readonly ValidationExceptionType ExpiredNextToken = new("ExpiredNextToken");

    /// <summary>A member of the request is not well formed.</summary>
    public static readonly ValidationExceptionType InvalidFormat = new("InvalidFormat");

    /// <summary>The place asked for is older than the retention; its records are lost.</summary>
    public static readonly ValidationExceptionType TrimmedDataAccess = new("TrimmedDataAccess");

    /// <summary>A value by its name on the wire; names that this list lacks are kept as they are.</summary>
    /// <param name="value">The name on the wire, in its exact case.</param>
    public ValidationExceptionType(string value)
        : base(value)
    {
    }

    /// <summary>The listed value of this name, or a new one when the service has learnt a name since.</summary>
    /// <param name="value">The name on the wire, in any case.</param>
    public static ValidationExceptionType FindValue(string value) => FindValue<ValidationExceptionType>(value);

    /// <summary>Lets plain text be given where a value is asked for.</summary>
    /// <param name="value">The name on the wire.</param>
    public static implicit operator ValidationExceptionType(string value) => FindValue(value);
}
