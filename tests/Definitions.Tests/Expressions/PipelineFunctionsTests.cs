using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class PipelineFunctionsTests
{
    [Theory]
    [InlineData("max([1, 3, 2])", "3")]
    [InlineData("max([0.1, 0.9])", "0.9")]
    [InlineData("max(1, 2.5, 2u)", "2.5")]
    [InlineData("min(['b', 'a'])", "\"a\"")]
    [InlineData("[3, 1].min()", "1")]
    [InlineData("max([0.0 / 0.0, 1.0])", "1.0")] // NaN never wins
    [InlineData("max([0.0 / 0.0])", ExpressionCodes.Malformed)]
    [InlineData("max([])", ExpressionCodes.Empty)]
    [InlineData("max([1, 'a'])", ExpressionCodes.NoSuchOverload)]
    [InlineData("argmax([0.1, 0.9, 0.9])", "1")] // the first of equals
    [InlineData("argmin([3, 1, 2])", "1")]
    [InlineData("argmin([])", ExpressionCodes.Empty)]
    [InlineData("sum([1, 2, 3])", "6")]
    [InlineData("sum([1, 2.5])", "3.5")]
    [InlineData("sum([])", "0")]
    [InlineData("sum([9223372036854775807, 1])", ExpressionCodes.Overflow)]
    [InlineData("sum(['a'])", ExpressionCodes.NoSuchOverload)]
    [InlineData("sum([duration('1m'), duration('30s')])", "\"90s\"")]
    [InlineData("mean([1, 2])", "1.5")]
    [InlineData("mean([])", ExpressionCodes.Empty)]
    public void Numbers_Lists_AreSummedUp(string text, string expected) => Assert.Equal(expected, Given.Answer(text));

    [Theory]
    [InlineData("round(2.5)", "3")]
    [InlineData("round(-2.5)", "-3")]
    [InlineData("round(0.97149, 2)", "0.97")]
    [InlineData("round(7)", "7")]
    [InlineData("round(1e300)", ExpressionCodes.Overflow)]
    [InlineData("round(1.5, 99)", ExpressionCodes.OutOfRange)]
    [InlineData("math.round(2.5)", "3.0")] // CEL's own stays a double
    public void Round_Numbers_GoAwayFromZero(string text, string expected) =>
        Assert.Equal(expected, Given.Answer(text));

    [Theory]
    [InlineData("join(['a', 1, 2.5, true, null], '-')", "\"a-1-2.5-true-\"")]
    [InlineData("['a', 'b'].join()", "\"ab\"")]
    [InlineData("split('a,b,c', ',')", """["a","b","c"]""")]
    [InlineData("split('a,b,c', ',', 2)", """["a","b,c"]""")]
    [InlineData("split('a😀', '').size()", "2")]
    [InlineData("split('', ',')", """[""]""")]
    [InlineData("replace('aaa', 'a', 'b', 2)", "\"bba\"")]
    [InlineData("replace('ab', '', '-')", "\"-a-b-\"")]
    [InlineData("lower('ÄB')", "\"äb\"")]
    [InlineData("'äb'.upper()", "\"ÄB\"")]
    [InlineData("trim('  a ')", "\"a\"")]
    [InlineData("format('%s=%.2f', ['auc', 0.975])", "\"auc=0.97\"")] // 0.975 is a little less in binary
    public void Text_Functions_WorkInBothForms(string text, string expected) =>
        Assert.Equal(expected, Given.Answer(text));

    [Theory]
    [InlineData("json({'a': [1, 1.0, null]})", "\"{\\\"a\\\":[1,1.0,null]}\"")]
    [InlineData("parseJson('{\"a\": 1}').a", "1")]
    [InlineData("parseJson('{')", ExpressionCodes.Malformed)]
    [InlineData("parseJson(r'[\"\\ud83d\"]')", ExpressionCodes.Malformed)] // half a surrogate pair
    [InlineData("path({'a': {'b': [10, 20]}}, '$.a.b[1]')", "20")]
    [InlineData("path({'a': {'b': [10, 20]}}, 'a.b[-1]')", "20")]
    [InlineData("path({'a b': 1}, \"['a b']\")", "1")]
    [InlineData("path({'a': 1}, '$')", "{\"a\":1}")]
    [InlineData("path({'a': 1}, 'b.c', 7)", "7")]
    [InlineData("path({'a': 1}, 'b.c')", ExpressionCodes.NoSuchKey)]
    [InlineData("path([1], '[9]')", ExpressionCodes.OutOfRange)]
    [InlineData("path({'a': 1}, 'a..b')", ExpressionCodes.Malformed)]
    [InlineData("path({'a': 1}, '[x]')", ExpressionCodes.Malformed)]
    public void Json_AndPaths_ReadAndWrite(string text, string expected) => Assert.Equal(expected, Given.Answer(text));
}
